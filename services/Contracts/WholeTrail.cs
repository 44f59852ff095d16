using Referrals.Audit.V1;

namespace Referrals.Contracts;

/// <summary>Reads all pages of a trail.</summary>
public static class WholeTrail
{
    private const int PageSize = 1000;

    /// <param name="audit">The log.</param>
    /// <param name="id">A referral, a case or a country case.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    public static async Task<GetTrailResponse> ReadAsync(AuditService.AuditServiceClient audit, string id, CancellationToken cancellationToken)
    {
        var whole = new GetTrailResponse();
        var token = "";
        do
        {
            var request = new GetTrailRequest { PageSize = PageSize, PageToken = token };
            if (id.StartsWith("cases/", StringComparison.Ordinal))
                request.CountryCase = id;
            else if (id.StartsWith("case-", StringComparison.Ordinal))
                request.CaseId = id;
            else
                request.ReferralId = id;
            var page = await audit.GetTrailAsync(request, cancellationToken: cancellationToken);
            whole.Records.AddRange(page.Records);
            token = page.NextPageToken;
            whole.Complete = page.Complete;
            whole.Pending = page.Pending;
            whole.Checkpoint = page.Checkpoint;
            whole.Completeness.Clear();
            whole.Completeness.AddRange(page.Completeness);
        }
        while (token.Length > 0);
        return whole;
    }
}
