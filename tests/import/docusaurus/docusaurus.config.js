module.exports = {
  title: 'Front desk',
  i18n: { defaultLocale: 'en', locales: ['en', 'sk'] },
};
