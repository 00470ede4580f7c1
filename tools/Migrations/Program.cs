using HealthScore.Engine.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Design;
using Microsoft.Extensions.DependencyInjection;
using Npgsql.EntityFrameworkCore.PostgreSQL.Design.Internal;

// Stands in for `dotnet ef`, whose design package cannot be restored as a reference.
var options = new DbContextOptionsBuilder<HealthScoreDb>();
HealthScoreDb.Configure(options, "Host=nowhere");
using var db = new HealthScoreDb(options.Options);

switch (args)
{
    case ["add", var name]: return Add(name);
    case ["pending"]: return Pending();
    case ["script"]: return Script();
    default:
        Console.Error.WriteLine("usage: dotnet run --project tools/Migrations -- add NAME | pending | script");
        return 1;
}

int Add(string name)
{
    var services = new ServiceCollection().AddEntityFrameworkDesignTimeServices().AddDbContextDesignTimeServices(db);
    new NpgsqlDesignTimeServices().ConfigureDesignTimeServices(services);
    using var design = services.BuildServiceProvider();
    var scaffolder = design.GetRequiredService<IMigrationsScaffolder>();
    var engine = Path.Combine(Root(), "src", "HealthScore.Engine");
    var migration = scaffolder.ScaffoldMigration(name, "HealthScore.Engine", "Storage.Migrations", "C#");
    var files = scaffolder.Save(engine, migration, Path.Combine(engine, "Storage", "Migrations"), dryRun: false);
    Console.WriteLine(string.Join('\n', files.MigrationFile, files.MetadataFile, files.SnapshotFile));
    return 0;
}

int Pending()
{
    var pending = db.Database.HasPendingModelChanges();
    Console.WriteLine(pending ? "The model has changes that no migration holds." : "Every model change has its migration.");
    return pending ? 1 : 0;
}

int Script()
{
    Console.WriteLine(db.GetService<IMigrator>().GenerateScript(options: MigrationsSqlGenerationOptions.Idempotent));
    return 0;
}

static string Root()
{
    var folder = new DirectoryInfo(AppContext.BaseDirectory);
    while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "HealthScore.sln"))) folder = folder.Parent;
    return folder?.FullName ?? throw new InvalidOperationException("Run this from inside the repository.");
}
