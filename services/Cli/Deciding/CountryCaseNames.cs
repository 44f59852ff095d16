using Referrals.Cli.Errors;
using Referrals.Triage.V1;

namespace Referrals.Cli.Deciding;

/// <summary>A country case may be named in full, as <c>case-…/PH</c>, or by its parent where only one country case of it is on the caller's desks.</summary>
internal static class CountryCaseNames
{
    private const string Prefix = "cases/";

    public static string Of(string caseId, string country) => $"{Prefix}{caseId}/countries/{country}";

    public static async Task<string> ResolveAsync(TriageService.TriageServiceClient triage, string given, CancellationToken cancellationToken)
    {
        if (given.StartsWith(Prefix, StringComparison.Ordinal))
            return given;
        if (given.Split('/') is [var parent, var country])
            return Of(parent, country.ToUpperInvariant());

        var request = new ListQueueRequest { PageSize = 2, Filter = new QueueFilter { CaseId = given } };
        request.Filter.States.AddRange(Enum.GetValues<CountryCaseState>().Where(state => state != CountryCaseState.Unspecified));
        var found = (await triage.ListQueueAsync(request, cancellationToken: cancellationToken)).Cases;
        return found.Count switch
        {
            1 => found[0].Name,
            0 => throw new UsageException($"'{given}' names no country case of your desks; give cases/…/countries/CC as the queue lists it"),
            _ => throw new UsageException($"'{given}' has several country cases; say which, as in {given}/{found[0].Country}"),
        };
    }
}
