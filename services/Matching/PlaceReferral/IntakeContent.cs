using Referrals.Contracts;
using Referrals.Intake.V1;
using Referrals.Platform.Clients;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Reads what Matching may read of referrals, many at once.</summary>
public sealed class IntakeContent(ServiceChannels channels)
{
    private const int KeysPerCall = 500;

    // Its own: a client shared with other services of the process would carry the credential of one of them.
    private readonly IntakeService.IntakeServiceClient intake = new(channels.Invoker(Topology.Matching, Topology.Intake));

    /// <summary>The content of referrals (supplement 0) and supplements; what is erased or unknown is missing.</summary>
    public async Task<Dictionary<(string ReferralId, int Supplement), Referral>> ReadAsync(
        IReadOnlyCollection<(string ReferralId, int Supplement)> parts, CancellationToken cancellationToken)
    {
        var found = new Dictionary<(string, int), Referral>(parts.Count);
        var left = new Queue<(string ReferralId, int Supplement)>(parts);
        while (left.Count > 0)
        {
            var request = new GetForMatchingRequest();
            request.Keys.AddRange(left.Take(KeysPerCall).Select(part => new MatchingKey { ReferralId = part.ReferralId, Supplement = part.Supplement }));
            var response = await intake.GetForMatchingAsync(request, cancellationToken: cancellationToken);
            if (response.Contents.Count == 0)
                throw new InvalidOperationException("GetForMatching answered nothing to a request with keys");
            foreach (var content in response.Contents)
            {
                left.Dequeue();
                if (content.Content is not null && !content.Erased)
                    found[(content.ReferralId, content.Supplement)] = content.Content;
            }
        }

        return found;
    }
}
