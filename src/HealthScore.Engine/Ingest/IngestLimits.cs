namespace HealthScore.Engine.Ingest;

/// <summary>How much one file may hold. Beyond it the file is refused with a message that names the limit.</summary>
public sealed class IngestLimits
{
    /// <summary>Bytes of a file, as it is and, for a workbook, unpacked. Default 2 GiB.</summary>
    public long Bytes { get; init; } = 2_000_000_000;

    /// <summary>Rows, or readings of a wide file. Default 20,000,000.</summary>
    public int Rows { get; init; } = 20_000_000;

    /// <summary>Columns. Default 2,000.</summary>
    public int Columns { get; init; } = 2_000;

    /// <summary>How many times larger than the file a workbook may unpack; protects against files made to fill the memory. Default 200.</summary>
    public int UnpackRatio { get; init; } = 200;
}
