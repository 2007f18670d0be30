export const name = 'reader';
export const name = 'writer';
