using System.Globalization;

namespace HealthScore.Domain.Metrics.Calculated;

internal enum TokenKind
{
    Name,
    Number,
    Sign,
    End,
    Unknown,
}

/// <summary>A word, number or sign of an expression.</summary>
/// <param name="Text">As it stands there; signs in their plain form.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int At, int Length)
{
    public bool Is(string sign) => Kind == TokenKind.Sign && Text == sign;
}

/// <summary>Cuts the text of an expression into words, numbers and signs.</summary>
internal static class ExpressionTokens
{
    public static List<Token> Of(string text)
    {
        List<Token> tokens = [];
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }

            var token = Next(text, at);
            tokens.Add(token);
            at += token.Length;
        }

        tokens.Add(new(TokenKind.End, "", text.Length, 0));
        return tokens;
    }

    private static Token Next(string text, int at)
    {
        if (char.IsAsciiDigit(text[at]) || text[at] == '.') return Run(TokenKind.Number, text, at, c => char.IsAsciiDigit(c) || c == '.');
        if (char.IsLetter(text[at]) || text[at] == '_') return Run(TokenKind.Name, text, at, c => char.IsLetterOrDigit(c) || c == '_');
        return Sign(text[at]) is { } sign ? new(TokenKind.Sign, sign, at, 1) : new(TokenKind.Unknown, char.ToString(text[at]), at, 1);
    }

    private static Token Run(TokenKind kind, string text, int at, Func<char, bool> belongs)
    {
        var end = at + 1;
        while (end < text.Length && belongs(text[end])) end++;
        return new(kind, text[at..end], at, end - at);
    }

    // The signs of a keyboard, and those that texts and other programs have.
    private static string? Sign(char c) => c switch
    {
        '+' or '*' or '/' or '-' or '(' or ')' or ',' => c.ToString(CultureInfo.InvariantCulture),
        '−' or '–' => "-",
        '×' or '·' => "*",
        '÷' => "/",
        _ => null,
    };
}
