using System.Globalization;
using System.Linq.Expressions;
using HealthScore.Engine.Storage.Scores;
using Microsoft.EntityFrameworkCore;

namespace HealthScore.Engine.Accounts;

/// <summary>An order of the grid: by a column, then by id, both in one direction, so that one index serves both directions.</summary>
internal abstract class AccountOrder
{
    private static readonly Dictionary<AccountSort, AccountOrder> Orders = new()
    {
        [AccountSort.Name] = new AccountOrder<string>(a => a.Name, text => text, name => name),
        [AccountSort.Health] = new AccountOrder<double?>(a => a.Health, Number, Text),
        [AccountSort.Change] = new AccountOrder<double?>(a => a.HealthChange, Number, Text),
        [AccountSort.Arr] = new AccountOrder<decimal>(a => a.Arr, text => decimal.Parse(text, CultureInfo.InvariantCulture), arr => arr.ToString(CultureInfo.InvariantCulture)),
        [AccountSort.Renewal] = new AccountOrder<DateOnly?>(a => a.Renewal, text => DateOnly.ParseExact(text, "O", CultureInfo.InvariantCulture), day => day?.ToString("O", CultureInfo.InvariantCulture)),
        [AccountSort.Risk] = new AccountOrder<double?>(a => a.Risk, Number, Text),
        [AccountSort.Expansion] = new AccountOrder<double?>(a => a.Expansion, Number, Text),
    };

    public static AccountOrder Of(AccountSort sort) => Orders[Orders.ContainsKey(sort) ? sort : AccountSort.Health];

    /// <summary>True when accounts may lack a value.</summary>
    public abstract bool HasGaps { get; }

    public abstract AccountPlace PlaceOf(AccountCurrent account);

    /// <summary>False for a place that somebody wrote by hand, or that comes from another order.</summary>
    public abstract bool Knows(AccountPlace place);

    public abstract IQueryable<AccountCurrent> Sort(IQueryable<AccountCurrent> accounts, bool descending);

    public abstract IQueryable<AccountCurrent> WithValue(IQueryable<AccountCurrent> accounts);

    public abstract IQueryable<AccountCurrent> WithoutValue(IQueryable<AccountCurrent> accounts);

    /// <summary>Those of accounts with a value that come behind the place.</summary>
    public abstract IQueryable<AccountCurrent> Behind(IQueryable<AccountCurrent> accounts, AccountPlace place, bool descending);

    private static double? Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);

    private static string? Text(double? value) => value?.ToString("R", CultureInfo.InvariantCulture);
}

/// <summary>An order by a column of one type.</summary>
internal sealed class AccountOrder<T>(Expression<Func<AccountCurrent, T>> column, Func<string, T> read, Func<T, string?> write) : AccountOrder
{
    private static readonly Expression<Func<AccountCurrent, long>> Id = a => a.AccountId;
    private readonly Func<AccountCurrent, T> _value = column.Compile();

    public override bool HasGaps { get; } = Nullable.GetUnderlyingType(typeof(T)) is not null;

    public override AccountPlace PlaceOf(AccountCurrent account) => new(account.AccountId, write(_value(account)));

    public override bool Knows(AccountPlace place)
    {
        if (place.Key is not { } key) return HasGaps;
        try
        {
            // PostgreSQL takes every sign but this one.
            return read(key) is not null && !key.Contains('\0', StringComparison.Ordinal);
        }
        catch (Exception e) when (e is FormatException or OverflowException)
        {
            return false;
        }
    }

    public override IQueryable<AccountCurrent> Sort(IQueryable<AccountCurrent> accounts, bool descending) =>
        descending ? accounts.OrderByDescending(column).ThenByDescending(Id) : accounts.OrderBy(column).ThenBy(Id);

    public override IQueryable<AccountCurrent> WithValue(IQueryable<AccountCurrent> accounts) => HasGaps ? accounts.Where(Compared(Expression.NotEqual)) : accounts;

    public override IQueryable<AccountCurrent> WithoutValue(IQueryable<AccountCurrent> accounts) => accounts.Where(Compared(Expression.Equal));

    // Compared as a row of two values: only so the index finds the place, however many accounts share the value.
    public override IQueryable<AccountCurrent> Behind(IQueryable<AccountCurrent> accounts, AccountPlace place, bool descending)
    {
        var (value, id) = (read(place.Key!), place.Id);
        Expression<Func<T, long, bool>> behind = descending
            ? (v, i) => EF.Functions.LessThan(ValueTuple.Create(v, i), ValueTuple.Create(value, id))
            : (v, i) => EF.Functions.GreaterThan(ValueTuple.Create(v, i), ValueTuple.Create(value, id));
        var account = column.Parameters[0];
        var body = new Replace(behind.Parameters[0], column.Body).Visit(behind.Body);
        body = new Replace(behind.Parameters[1], Expression.Property(account, nameof(AccountCurrent.AccountId))).Visit(body);
        return accounts.Where(Expression.Lambda<Func<AccountCurrent, bool>>(body, account));
    }

    private Expression<Func<AccountCurrent, bool>> Compared(Func<Expression, Expression, Expression> with) =>
        Expression.Lambda<Func<AccountCurrent, bool>>(with(column.Body, Expression.Constant(null, typeof(T))), column.Parameters);

    private sealed class Replace(Expression what, Expression by) : ExpressionVisitor
    {
        [return: System.Diagnostics.CodeAnalysis.NotNullIfNotNull(nameof(node))]
        public override Expression? Visit(Expression? node) => node == what ? by : base.Visit(node);
    }
}
