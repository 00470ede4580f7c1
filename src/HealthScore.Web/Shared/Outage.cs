using System.Data.Common;
using System.Net.Sockets;

namespace HealthScore.Web.Shared;

/// <summary>A database that does not answer just now: the failure that an open page tells of and survives.</summary>
public static class Outage
{
    public const string Words = "The database cannot be reached just now. Nothing is lost on this page: try again in a moment.";

    /// <summary>True when the database, or the way to it, is behind the failure, however deep.</summary>
    public static bool IsBehind(Exception? e)
    {
        for (; e is not null; e = e.InnerException)
            if (e is DbException or SocketException) return true;
        return false;
    }
}
