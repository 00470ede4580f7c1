using System.Buffers;

namespace HealthScore.Engine.Ingest.Values;

/// <summary>
/// Decides over all number columns of a file whether the point or the comma is the decimal sign.
/// 12,5 and 1.234,50 and 0,125 tell; 1,234 does not: it may be a thousand or a fraction, and the user is asked.
/// </summary>
internal sealed class DecimalVote
{
    private static readonly SearchValues<char> NumberCharacters = SearchValues.Create("0123456789.,' \u00a0\u202f\u2009\u2019eE+-");
    private int point;
    private int comma;

    /// <summary>The first value that does not tell, with its row and column.</summary>
    public (int Row, string Column, string Text)? Example { get; private set; }

    /// <summary>True when a value needs the sign and none tells it.</summary>
    public bool IsAmbiguous => Example is not null && point == 0 && comma == 0;

    /// <summary>The decimal sign; the point when no value needs one. Where both occur, the rarer ones become errors.</summary>
    public char Sign => comma > point ? ',' : '.';

    public void Add(ReadOnlySpan<char> text, int row, string column)
    {
        var last = text.LastIndexOfAny('.', ',');
        if (last < 0 || text.Length > 40) return;
        text = NumberText.Strip(text, out _);
        last = text.LastIndexOfAny('.', ',');
        if (last < 0 || text.ContainsAnyExcept(NumberCharacters)) return;
        var sign = text[last];
        var other = sign == '.' ? ',' : '.';
        var before = text[..last];
        var digits = text[(last + 1)..].IndexOfAnyExceptInRange('0', '9');
        if (digits < 0) digits = text.Length - last - 1;
        if (before.Contains(sign)) Vote(other);
        else if (before.Contains(other) || digits != 3 || before.Length > 3 || before is "0" || before.IsEmpty) Vote(sign);
        else Example ??= (row, column, text.ToString());
    }

    private void Vote(char sign)
    {
        if (sign == '.') point++;
        else comma++;
    }
}
