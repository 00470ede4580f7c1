using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Counts of readings that came after their day had been scored, which a script makes: EF Core only reads them.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122043000_LateReadings")]
public sealed class LateReadings : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("late_reading.sql"));
}
