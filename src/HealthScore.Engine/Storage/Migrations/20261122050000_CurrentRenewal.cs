using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace HealthScore.Engine.Storage.Migrations;

/// <summary>Renewing the accounts as they are now beside long readers, which EF Core does not track: its model stays as it was.</summary>
[DbContext(typeof(HealthScoreDb))]
[Migration("20261122050000_CurrentRenewal")]
public sealed class CurrentRenewal : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder) => migrationBuilder.Sql(Script.Read("current_renewal.sql"));
}
