using Google.Protobuf.WellKnownTypes;
using Microsoft.AspNetCore.Mvc;
using Referrals.Common.V1;
using Referrals.Console.Calls;
using Referrals.Console.Serving;
using Referrals.Console.Words;
using Referrals.Intake.V1;

namespace Referrals.Console.FollowReferrals;

/// <summary>What became of an agency's referrals of a period.</summary>
[ForRole(Role.Agency)]
public sealed class ScorecardModel(ExchangeClients clients, Texts texts) : ConsolePage(clients, texts)
{
    /// <summary>First day of receipt; empty for 90 days before the last.</summary>
    [FromQuery]
    public string From { get; set; } = "";

    /// <summary>Last day of receipt; empty for today.</summary>
    [FromQuery]
    public string Until { get; set; } = "";

    public GetScorecardResponse? Card { get; private set; }

    public async Task OnGetAsync()
    {
        var request = new GetScorecardRequest { ReceivedFrom = Days.Read(From)?.ToTimestamp(), ReceivedBefore = Days.Read(Until)?.AddDays(1).ToTimestamp() };
        if (await TryAsync(async () => Card = await Clients.Intake.GetScorecardAsync(request, cancellationToken: Stop)) is { } trouble)
            Errors.Add(new FormError("", TroubleWords.Of(trouble, T)));
    }

    /// <summary>A count and its share of the referrals that were received.</summary>
    public string Share(int count) => Card is { Received: > 0 } ? T["{0} ({1} %)", count, (int)Math.Round(100.0 * count / Card.Received)] : $"{count}";
}
