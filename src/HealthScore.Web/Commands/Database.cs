using HealthScore.Engine.Storage.Embedded;

namespace HealthScore.Web.Commands;

/// <summary>The database of this process: the one the settings name, or a private PostgreSQL in the data folder.</summary>
public sealed class Database : IAsyncDisposable
{
    private EmbeddedPostgres? _embedded;

    private Database(string connectionString) => ConnectionString = connectionString;

    public string ConnectionString { get; }

    /// <summary>Where the private PostgreSQL keeps its files; null when the settings name a database.</summary>
    public string? Folder { get; private init; }

    public static async Task<Database> OpenAsync(IConfiguration configuration, CancellationToken ct)
    {
        if (Configured(configuration) is { } configured) return new(Checked(configured));
        var folder = DataFolder(configuration);
        try
        {
            var embedded = await EmbeddedPostgres.StartAsync(new(folder) { Binaries = configuration["HealthScore:PostgresBinaries"] }, ct);
            return new(embedded.ConnectionString) { _embedded = embedded, Folder = folder };
        }
        catch (EmbeddedPostgresException e)
        {
            throw new UserFaultException(e.Message);
        }
    }

    /// <summary>The folder in which the first start would make a database; null: there is one, or the settings name one.</summary>
    public static string? FolderWithout(IConfiguration configuration) =>
        Configured(configuration) is null && DataFolder(configuration) is var folder && !EmbeddedPostgres.IsMade(folder) ? folder : null;

    private static string? Configured(IConfiguration configuration) => configuration.GetConnectionString("HealthScore") is { Length: > 0 } text ? text : null;

    private static string DataFolder(IConfiguration configuration) =>
        Path.GetFullPath(configuration["HealthScore:DataFolder"] is { Length: > 0 } set ? set : "data");

    private static string Checked(string text) => Engine.Storage.ConnectionString.Problem(text) is { } problem
        ? throw new UserFaultException($"ConnectionStrings:HealthScore is not a connection string of PostgreSQL: {problem}")
        : text;

    public async ValueTask DisposeAsync()
    {
        if (_embedded is not null) await _embedded.DisposeAsync();
    }
}
