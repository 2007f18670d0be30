// Greets whoever reads.
import { name } from './name.js';

const greeting = `Hello, ${name}`
document.querySelector('h1').append(greeting;
