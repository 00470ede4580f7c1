using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Which months of scores are thinned, and how a month is; EF Core does not track it: its model stays as it was.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122044500_Retention")]
public sealed class Retention : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("retention.sql"));
}
