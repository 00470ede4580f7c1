using HealthScore.Domain.Accounts;

namespace HealthScore.Engine.Demo;

/// <summary>Names of people: the vendor's CSMs and the customers' contacts.</summary>
internal static class DemoPeople
{
    /// <summary>The owner whom the demo's CSM signs in as: one with customers of two segments, in every colour.</summary>
    public const int SignInOwner = 6;

    /// <summary>The mail address of that owner and of that user.</summary>
    public const string SignInEmail = "csm@demo.healthscore";

    private const int FirstAccounts = 300;
    private const int FirstOwners = 12;
    private const int AccountsPerOwner = 40;
    private const int MostOwners = 300;

    private static readonly string[] First = Words(
        "Ada Adrian Aisha Alejandro Amara Amelie Andre Anika Arjun Astrid Beatriz Ben Camila Carlos Chiara Chloe Clara Daniel Daria Diego Elena Eli Emeka Emma Erik Esra Farah Felix Fiona Freya Gabriel Grace Hana Hassan Helena Hugo Ibrahim Ida Ines Ingrid Isaac Ivan Jamal Jana Jonas Josefine Julia Kai Karim Katya Kenji Kofi Lars Laura Leila Leo Lina Lucia Luka Mae Malik Mara Marco Maria Mateo Maya Mei Mila Mira Mohamed Nadia Naomi Nina Noah Nora Olga Oliver Omar Paula Pedro Priya Rafael Rania Ravi Rosa Ruth Samir Sara Selma Simon Sofia Soren Tara Theo Thomas Uma Victor Vera Wei Yara Yusuf Zoe");

    private static readonly string[] Last = Words(
        "Abebe Adeyemi Ahmed Almeida Andersen Aoki Bauer Becker Bennett Berg Bianchi Bose Brandt Brooks Campos Carter Chen Conti Costa Cruz Dahl Das Diaz Dubois Duarte Ekström Evans Farkas Ferrari Fischer Fontaine Ford Fournier Garcia Ghosh Gomez Grant Haddad Hansen Hartmann Hayes Hoffmann Horvat Hughes Ibarra Ito Iyer Jansen Jensen Johansson Kapoor Kaya Keller Khan Kim Klein Kowalski Kumar Larsen Laurent Lehmann Lin Lindgren Lopez Madsen Maier Marin Martins Mbeki Mehta Meyer Moreau Morgan Mori Murphy Nakamura Nair Navarro Nguyen Nowak Novak Obi Okafor Olsen Ortiz Osei Park Patel Pereira Petrov Price Quinn Ramos Rao Reyes Ricci Rossi Roy Sato Schmidt Shah Silva Singh Sorensen Suzuki Tanaka Torres Varga Vega Vogel Walker Wang Weber White Wolf Wright Yilmaz Young Zhang Ziegler Zimmer");

    /// <summary>The CSMs of a company with so many accounts: twelve for the first 300, then one per 40 up to 300.</summary>
    public static IReadOnlyList<Owner> Owners(int accounts)
    {
        var count = accounts <= FirstAccounts ? FirstOwners : Math.Min(MostOwners, FirstOwners + (accounts - FirstAccounts + AccountsPerOwner - 1) / AccountsPerOwner);
        return [.. Enumerable.Range(1, count).Select(Owner)];
    }

    /// <summary>Who looks after an account: by segment among the first three hundred, then by number, whatever the number of accounts.</summary>
    public static int OwnerOf(int account, DemoSegment segment, DemoRandom random)
    {
        if (account <= FirstAccounts) return random.Of(segment.Owners);
        var next = FirstOwners + 1 + (account - FirstAccounts - 1) / AccountsPerOwner;
        return next <= MostOwners ? next : random.Between(1, MostOwners);
    }

    /// <summary>Name and mail address of a person at a company; different persons for different places.</summary>
    public static (string Name, string Email) Contact(int start, int place, string company)
    {
        var (first, last) = Person(start + place * 37);
        return ($"{first} {last}", $"{Slug(first)}.{Slug(last)}@{Slug(company)}.example");
    }

    private static Owner Owner(int id)
    {
        var (first, last) = Person(id * 53 + 11);
        var email = id == SignInOwner ? SignInEmail : $"{Slug(first)}.{Slug(last)}@fieldnote.example";
        return new Owner { Id = id, Name = $"{first} {last}", Email = email, Team = Team(id) };
    }

    // The first ones by the customers they look after, all others in tens.
    private static string Team(int owner) => owner switch
    {
        <= 3 => "Enterprise",
        <= 6 => "Mid-market",
        <= FirstOwners => "Small business",
        _ => $"Pod {1 + (owner - FirstOwners - 1) / 10}",
    };

    // The two lists' lengths have no common divisor, so the pair is new for as many numbers as there are pairs.
    private static (string First, string Last) Person(int number) => (First[number % First.Length], Last[number % Last.Length]);

    private static string Slug(string text)
    {
        Span<char> slug = stackalloc char[text.Length];
        var length = 0;
        foreach (var letter in text.ToLowerInvariant())
            if (char.IsAsciiLetterOrDigit(letter)) slug[length++] = letter;
            else if (letter == 'ö') slug[length++] = 'o';
        return new string(slug[..length]);
    }

    private static string[] Words(string list) => list.Split(' ');
}
