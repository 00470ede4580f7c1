using System.Data.Common;
using System.Net.Sockets;
using HealthScore.Domain.Primitives;

namespace HealthScore.Web.Shared;

/// <summary>A database that does not answer just now: the failure that an open page tells of and survives.</summary>
public static class Outage
{
    public const string Words = "The database cannot be reached just now. Nothing is lost on this page: try again in a moment.";

    /// <summary>What the work comes to, or that the database did not answer: a form that was being filled in stays.</summary>
    public static async Task<Result<T>> TryAsync<T>(Func<Task<Result<T>>> work)
    {
        try
        {
            return await work();
        }
        catch (Exception e) when (IsBehind(e))
        {
            return new Error("outage", Words);
        }
    }

    /// <summary>True when the database, or the way to it, is behind the failure, however deep.</summary>
    public static bool IsBehind(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            if (e is DbException or SocketException) return true;
        return false;
    }
}
