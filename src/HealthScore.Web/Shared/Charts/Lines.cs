using System.Text;

namespace HealthScore.Web.Shared.Charts;

/// <summary>The points of SVG polylines.</summary>
public static class Lines
{
    /// <summary>One line per run of known values, so that a gap stays a gap. A lonely value becomes a short dash.</summary>
    public static IEnumerable<string> Runs(IReadOnlyList<double?> values, Func<int, double> x, Func<double, double> y)
    {
        var run = new StringBuilder();
        var length = 0;
        for (var i = 0; i <= values.Count; i++)
        {
            if (i < values.Count && values[i] is { } value)
            {
                run.Append(Css.Number(x(i))).Append(',').Append(Css.Number(y(value))).Append(' ');
                length++;
                continue;
            }
            if (length == 1)
                run.Append(Css.Number(x(i - 1) + .4)).Append(',').Append(Css.Number(y(values[i - 1]!.Value)));
            if (length > 0)
                yield return run.ToString().TrimEnd();
            run.Clear();
            length = 0;
        }
    }
}
