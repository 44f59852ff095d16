namespace Referrals.Testing;

/// <summary>The two stores that every service is tested on.</summary>
public enum StoreKind
{
    Sqlite,
    Postgres,
}
