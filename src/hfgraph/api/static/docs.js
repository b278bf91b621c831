// Starts the page that shows the description of the API. Nothing is asked of any other host.
const page = document.getElementById("swagger-ui");
window.SwaggerUIBundle({
  domNode: page,
  url: page.dataset.url,
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  docExpansion: "list",
  validatorUrl: null,
  presets: [window.SwaggerUIBundle.presets.apis],
  layout: "BaseLayout",
});
