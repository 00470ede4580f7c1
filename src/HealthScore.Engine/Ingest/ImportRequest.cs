using HealthScore.Engine.Ingest.Mapping;

namespace HealthScore.Engine.Ingest;

/// <summary>A file to be imported.</summary>
/// <param name="Kind">What it is about.</param>
/// <param name="Path">Where it lies on this machine; a joined file is looked for in the same folder.</param>
/// <param name="FileName">As the user calls it.</param>
/// <param name="Mapping">How to read it; null: guessed from its header.</param>
/// <param name="IsDryRun">True: check everything, write nothing.</param>
public sealed record ImportRequest(ImportKind Kind, string Path, string FileName, ImportMapping? Mapping = null, bool IsDryRun = false);
