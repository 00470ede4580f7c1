using HealthScore.Engine.Access;
using HealthScore.Engine.Organisation;
using HealthScore.Engine.Storage;
using HealthScore.Web.Shell;

var builder = WebApplication.CreateBuilder(args);
var database = builder.Configuration.GetConnectionString("HealthScore") ?? throw new InvalidOperationException("Set ConnectionStrings:HealthScore.");
builder.Services.AddOrganisation(builder.Configuration).AddStorage(database).AddAccess().AddHealthScoreWeb();

await Migrator.MigrateAsync(database, CancellationToken.None);
var app = builder.Build();
app.MapHealthScoreWeb();
app.Run();
