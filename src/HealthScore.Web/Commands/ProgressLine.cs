using System.Globalization;
using HealthScore.Engine.Ingest;

namespace HealthScore.Web.Commands;

/// <summary>One line on a terminal that tells how far something is. A file or pipe gets none of it.</summary>
internal sealed class ProgressLine : IProgress<ImportProgress>, IDisposable
{
    private readonly bool _isTerminal = !Console.IsErrorRedirected;
    private int _length;

    public void Report(ImportProgress value) => Report(string.Create(CultureInfo.InvariantCulture, $"{value.Stage} … {value.Fraction:P0}, {value.Rows:N0} rows"));

    public void Report(string text)
    {
        if (!_isTerminal) return;
        Console.Error.Write("\r" + text.PadRight(_length));
        _length = text.Length;
    }

    public void Clear()
    {
        if (_length > 0) Console.Error.Write("\r" + new string(' ', _length) + "\r");
        _length = 0;
    }

    public void Dispose() => Clear();
}
