using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>How a run renews the table of accounts as they are now: its model stays as it was.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122035500_CurrentSwap")]
public sealed class CurrentSwap : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("current_swap.sql"));
}
