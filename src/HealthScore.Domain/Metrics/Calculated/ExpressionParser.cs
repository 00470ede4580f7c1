using System.Globalization;

namespace HealthScore.Domain.Metrics.Calculated;

/// <summary>Reads the text of an expression. The first thing that cannot be read is the one that is told.</summary>
internal sealed class ExpressionParser
{
    private const int MostDays = 400;

    private readonly List<Token> _tokens;
    private int _next;

    private ExpressionParser(string text) => _tokens = ExpressionTokens.Of(text);

    private Token Ahead => _tokens[_next];

    /// <summary>The expression, or what is wrong with its text.</summary>
    public static (Expression? Expression, ExpressionProblem? Problem) Read(string text)
    {
        var parser = new ExpressionParser(text);
        try
        {
            var expression = parser.Sum();
            if (parser.Ahead.Kind != TokenKind.End) throw parser.Stop("something_left", $"The expression could end before {Shown(parser.Ahead)}; put an operator (+ - * /) there, or take away what follows.");
            return (expression, null);
        }
        catch (Stopped stopped)
        {
            return (null, stopped.Problem);
        }
    }

    private Expression Sum()
    {
        var left = Product();
        while (Ahead.Is("+") || Ahead.Is("-")) left = Join(Take().Text == "+" ? Operator.Add : Operator.Subtract, left, Product());
        return left;
    }

    private Expression Product()
    {
        var left = Signed();
        while (Ahead.Is("*") || Ahead.Is("/")) left = Join(Take().Text == "*" ? Operator.Multiply : Operator.Divide, left, Signed());
        return left;
    }

    private Expression Signed()
    {
        if (!Ahead.Is("-")) return Operand();
        var sign = Take();
        var of = Signed();
        return of is NumberTerm number
            ? new NumberTerm(-number.Value, sign.At, number.At + number.Length - sign.At)
            : new BinaryTerm(Operator.Multiply, new NumberTerm(-1, sign.At, sign.Length), of, sign.At, of.At + of.Length - sign.At);
    }

    private Expression Operand()
    {
        var token = Ahead;
        switch (token)
        {
            case { Kind: TokenKind.Number }:
                Take();
                return Number(token);
            case { Kind: TokenKind.Name }:
                Take();
                return Ahead.Is("(") ? Function(token) : new MetricTerm(token.Text, token.At, token.Length);
            case var _ when token.Is("("):
                Take();
                var inside = Sum();
                var end = Close();
                return inside with { At = token.At, Length = end - token.At };
            default:
                throw Stop("operand_missing", $"A metric, a number or an opening parenthesis is missing here, {(token.Kind == TokenKind.End ? "at the end" : $"before {Shown(token)}")}.");
        }
    }

    private Expression Function(Token name)
    {
        Take();
        return name.Text switch
        {
            "rolling" => Rolling(name),
            "min" => Extreme(name, Operator.Least),
            "max" => Extreme(name, Operator.Greatest),
            _ => throw new Stopped(new("unknown_function", $"There is no function {name.Text}; use rolling, min or max.", name.At, name.Length)),
        };
    }

    private RollingTerm Rolling(Token name)
    {
        var of = Sum();
        Comma("rolling needs three things: a metric, the days of its window, and mean, sum, min or max; e.g. rolling(logins, 28, mean)");
        var days = Take();
        if (days.Kind != TokenKind.Number || !int.TryParse(days.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > MostDays)
            throw new Stopped(new("bad_window", $"The window must be a whole number of days from 1 to {MostDays}.", days.At, days.Length));
        Comma("rolling needs a third thing: mean, sum, min or max; e.g. rolling(logins, 28, mean)");
        var by = Take();
        RollingBy? how = by.Text switch { "mean" => RollingBy.Mean, "sum" => RollingBy.Sum, "min" => RollingBy.Min, "max" => RollingBy.Max, _ => null };
        if (how is not { } known) throw new Stopped(new("unknown_rolling", "Say how the days of the window become one number: mean, sum, min or max.", by.At, by.Length));
        return new(of, count, known, name.At, Close() - name.At);
    }

    private Expression Extreme(Token name, Operator which)
    {
        var of = Sum();
        Comma($"{name.Text} compares two or more; add a comma and another one");
        of = new BinaryTerm(which, of, Sum(), name.At, 0);
        while (Ahead.Is(","))
        {
            Take();
            of = new BinaryTerm(which, of, Sum(), name.At, 0);
        }

        return of with { Length = Close() - name.At };
    }

    private static NumberTerm Number(Token token) =>
        double.TryParse(token.Text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? new(value, token.At, token.Length)
            : throw new Stopped(new("not_a_number", $"“{token.Text}” is not a number; write it with one decimal point, e.g. 0.5.", token.At, token.Length));

    private static BinaryTerm Join(Operator how, Expression left, Expression right) => new(how, left, right, left.At, right.At + right.Length - left.At);

    private void Comma(string complaint)
    {
        if (!Ahead.Is(",")) throw Stop("comma_missing", $"A comma is missing here: {complaint}.");
        Take();
    }

    private int Close()
    {
        if (!Ahead.Is(")")) throw Stop("not_closed", $"A closing parenthesis is missing here, {(Ahead.Kind == TokenKind.End ? "at the end" : $"before {Shown(Ahead)}")}.");
        var close = Take();
        return close.At + close.Length;
    }

    private Token Take() => Ahead.Kind == TokenKind.End ? Ahead : _tokens[_next++];

    // A sign that nothing knows is at fault before anything that it stands in the way of.
    private Stopped Stop(string code, string message) => new(Ahead.Kind == TokenKind.Unknown
        ? new("unknown_sign", $"{Shown(Ahead)} means nothing here; use metrics, numbers, + - * / and parentheses.", Ahead.At, Ahead.Length)
        : new(code, message, Ahead.At, Ahead.Length));

    private static string Shown(Token token) => $"“{token.Text}”";

    private sealed class Stopped(ExpressionProblem problem) : Exception
    {
        public ExpressionProblem Problem => problem;
    }
}
