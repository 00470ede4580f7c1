using HealthScore.Web.Shared;

var builder = WebApplication.CreateBuilder(args);
builder.Services.AddHealthScoreWeb();

var app = builder.Build();
app.MapHealthScoreWeb();
app.Run();
