using HealthScore.Domain.Primitives;
using HealthScore.Engine.Ingest.Mapping;
using HealthScore.Engine.Ingest.Values;

namespace HealthScore.Engine.Ingest;

/// <summary>A file, how it would be read, and what would come of it.</summary>
/// <param name="File">What the file is.</param>
/// <param name="Mapping">As given, or guessed from the header.</param>
/// <param name="Rows">The first rows, as they would be read; empty when the mapping is wrong.</param>
/// <param name="Errors">What is wrong with the mapping or with the file as a whole.</param>
/// <param name="Check">A trial of the whole file; null when there are <paramref name="Errors"/>. A problem's row and column tell the cell to mark.</param>
/// <param name="Formats">How the file writes days and fractions; null when the mapping is wrong.</param>
public sealed record ImportPreview(FileProfile File, ImportMapping Mapping, IReadOnlyList<PreviewRow> Rows, IReadOnlyList<Error> Errors, ImportReport? Check, FoundFormats? Formats = null);

/// <summary>What the whole file tells of how it is written.</summary>
/// <param name="DecimalSign">Point or comma; the point when no value needs one.</param>
/// <param name="Dates">Columns of days that need an order → theirs.</param>
public sealed record FoundFormats(char DecimalSign, IReadOnlyDictionary<string, DateOrder> Dates);

/// <summary>One row.</summary>
/// <param name="Row">As a spreadsheet counts: the header is row 1.</param>
/// <param name="Cells">One for each field or metric of the mapping, in its order.</param>
public sealed record PreviewRow(int Row, IReadOnlyList<PreviewCell> Cells);

/// <summary>One value.</summary>
/// <param name="Field">The field's or metric's key.</param>
/// <param name="Column">The file's column; null: a constant or a count of rows.</param>
/// <param name="Text">As it stands in the file.</param>
/// <param name="Reads">As it would be read: an ISO day, a plain number, a text; null: nothing, or not readable.</param>
/// <param name="Problem">Why it cannot be read, in a sentence.</param>
public sealed record PreviewCell(string Field, string? Column, string Text, string? Reads, string? Problem);
