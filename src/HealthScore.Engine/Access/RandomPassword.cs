using System.Security.Cryptography;

namespace HealthScore.Engine.Access;

/// <summary>A password for somebody who will be told it: 16 characters that nobody mistakes for others, in groups that can be read aloud. 78 bits.</summary>
public static class RandomPassword
{
    private const string Characters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 4;
    private const int GroupLength = 4;

    public static string New() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Characters, GroupLength)));
}
