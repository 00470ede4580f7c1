namespace HealthScore.Engine.Demo;

/// <summary>
/// Functions made of the four basic operations only. Those are exact on every processor, whereas the library's
/// exponential may differ in its last bit, and one bit is enough to turn another customer away.
/// </summary>
internal static class DemoMath
{
    private const double Ln2 = 0.693147180559945309417;

    /// <summary>e to the power of x, to about 1e-12, for |x| up to 600.</summary>
    public static double Exp(double x)
    {
        var power = (int)Math.Floor(x / Ln2 + 0.5);
        var rest = x - power * Ln2;
        var sum = 1.0;
        for (var i = 11; i > 0; i--) sum = 1 + rest / i * sum;
        return sum * BitConverter.Int64BitsToDouble((1023L + power) << 52);
    }

    /// <summary>From any number to one between 0 and 1; 0 goes to a half.</summary>
    public static double Sigmoid(double x) => 1 / (1 + Exp(-x));
}
