
namespace HealthScore.Domain.Primitives;

/// <summary>Gathers what is wrong with a definition.</summary>
internal sealed class Problems
{
    private readonly List<Error> _errors = [];

    public IReadOnlyList<Error> Errors => _errors;

    /// <summary>The path of a key below a path.</summary>
    public static string Below(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    public void Add(string code, string field, string message) => _errors.Add(new(code, message, field));

    public void Between(double value, double least, double most, string field, string what)
    {
        if (!(value >= least && value <= most)) Add("out_of_range", field, $"{what} is {value}; give a number from {least} to {most}.");
    }

    public void Finite(double value, string field, string what)
    {
        if (!double.IsFinite(value)) Add("not_a_number", field, $"{what} is {value}; give an ordinary number.");
    }

    public void Ascending(IReadOnlyList<double> values, Func<int, string> field, string what)
    {
        for (var i = 0; i < values.Count; i++)
        {
            Finite(values[i], field(i), what);
            if (i > 0 && values[i] <= values[i - 1]) Add("not_ascending", field(i), $"{what} {values[i]} follows {values[i - 1]}; put them in ascending order, each once.");
        }
    }

    public void Named(string name, string field, string what, HashSet<string> taken)
    {
        if (string.IsNullOrWhiteSpace(name)) Add("no_name", field, $"{what} has no name; give it one.");
        else if (!taken.Add(name)) Add("name_taken", field, $"There is already a {what.ToLowerInvariant()} \"{name}\"; give each its own name.");
    }

    public void Known<T>(T value, string field, string what)
        where T : struct, Enum
    {
        if (!Enum.IsDefined(value)) Add("unknown_word", field, $"{what} is not known; choose one of {string.Join(", ", Enum.GetValues<T>().Select(Words.Of))}.");
    }
}
