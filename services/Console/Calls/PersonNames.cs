using Grpc.Core;
using Referrals.Identity.V1;

namespace Referrals.Console.Calls;

/// <summary>Who is behind a pseudonym of the log, for those who may know; read once for a page.</summary>
public sealed class PersonNames(ExchangeClients clients)
{
    private const int AtOnce = 1000;
    private Task<List<Principal>>? people;

    /// <summary>Names by pseudonym; empty while nobody can say.</summary>
    public async Task<IReadOnlyDictionary<string, string>> ByPseudonymAsync(CancellationToken cancellationToken)
    {
        try
        {
            var known = (await AllAsync(cancellationToken)).Where(person => person.Pseudonym.Length > 0);
            return known.DistinctBy(person => person.Pseudonym).ToDictionary(person => person.Pseudonym, person => person.Name);
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Unauthenticated)
        {
            return new Dictionary<string, string>();
        }
    }

    /// <summary>
    /// As what the log has whoever is called this: <c>officer/okoro</c>, <c>okoro</c>, or a pseudonym, also of somebody who has left. Null for
    /// nobody, or for several.
    /// </summary>
    public async Task<string?> PseudonymAsync(string called, CancellationToken cancellationToken)
    {
        var all = await AllAsync(cancellationToken);
        if (all.Find(person => person.Name == called) is { } exact)
            return exact.Pseudonym;
        if (IsAsTheLogHasIt(called))
            return called;
        return all.Where(person => person.Name.EndsWith($"/{called}", StringComparison.Ordinal)).Select(person => person.Pseudonym).Distinct().ToList() is [var only] ? only : null;
    }

    /// <summary>A pseudonym, or what the log names openly: agencies, teams and services.</summary>
    private static bool IsAsTheLogHasIt(string called) =>
        called.StartsWith("p-", StringComparison.Ordinal)
        || called.StartsWith("agency/", StringComparison.Ordinal)
        || called.StartsWith("team/", StringComparison.Ordinal)
        || called.StartsWith("service/", StringComparison.Ordinal);

    private Task<List<Principal>> AllAsync(CancellationToken cancellationToken) => people ??= ReadAsync(cancellationToken);

    private async Task<List<Principal>> ReadAsync(CancellationToken cancellationToken)
    {
        var all = new List<Principal>();
        for (var request = new ListPrincipalsRequest { PageSize = AtOnce }; ;)
        {
            var page = await clients.Identity.ListPrincipalsAsync(request, cancellationToken: cancellationToken);
            all.AddRange(page.Principals);
            if (page.NextPageToken.Length == 0)
                return all;
            request.PageToken = page.NextPageToken;
        }
    }
}
