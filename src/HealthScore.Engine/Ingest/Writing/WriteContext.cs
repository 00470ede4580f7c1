using HealthScore.Engine.Ingest.Rows;
using HealthScore.Engine.Storage.Readings;
using Npgsql;

namespace HealthScore.Engine.Ingest.Writing;

/// <summary>An import's file and the transaction it is checked against and written in.</summary>
internal sealed record WriteContext(ImportContext Import, NpgsqlTransaction Transaction, ReadingStore Readings, bool IsDryRun)
{
    public NpgsqlConnection Connection => Transaction.Connection!;

    /// <summary>Accounts whose row on the pages has to be made anew.</summary>
    public List<long> Touched { get; } = [];
    public CancellationToken Cancellation => Import.Cancellation;

    /// <summary>True when nothing may be written: the file has errors, or only a trial was asked for.</summary>
    public bool StopsHere => IsDryRun || Import.Log.Errors > 0;
}
