import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';

export default defineConfig({
  site: 'https://desk.example',
  base: '/help',
  integrations: [
    starlight({
      title: 'Desk',
      locales: {
        root: { label: 'English', lang: 'en' },
        sk: { label: 'Slovenčina' },
      },
      sidebar: [
        { label: 'Begin', items: ['guides/start', { label: 'Keys', slug: 'guides/keys' }] },
      ],
    }),
  ],
});
