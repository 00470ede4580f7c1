namespace HealthScore.Engine.Storage.Embedded;

/// <summary>Where and how a private PostgreSQL runs.</summary>
/// <param name="Folder">The data folder; made when it is missing.</param>
/// <param name="Database">The database that the connection string names; made when it is missing.</param>
public sealed record EmbeddedPostgresOptions(string Folder, string Database = "healthscore")
{
    /// <summary>The folder with postgres, initdb and pg_ctl; null: look for it.</summary>
    public string? Binaries { get; init; }

    /// <summary>The user that the server runs as when we are root; null: postgres, or nobody where there is no postgres.</summary>
    public string? RunAs { get; init; }

    /// <summary>Server settings on top of <see cref="ServerSettings"/>, written once, when the cluster is made.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();
}
