using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Tells whether the accounts' current rows are still those that were summed up.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122044000_CurrentChange")]
public sealed class CurrentChange : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("current_change.sql"));
}
