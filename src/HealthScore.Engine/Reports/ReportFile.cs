namespace HealthScore.Engine.Reports;

/// <summary>A file that can be written: all that can be refused has been refused before there is one.</summary>
/// <param name="Name">With its extension.</param>
/// <param name="ContentType">For HTTP.</param>
/// <param name="WriteAsync">Writes it, in pieces and never blocking; the stream need not seek and stays open.</param>
public sealed record ReportFile(string Name, string ContentType, Func<Stream, CancellationToken, Task> WriteAsync);
