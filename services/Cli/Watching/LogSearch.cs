using Referrals.Audit.V1;
using Referrals.Cli.CommandLine;

namespace Referrals.Cli.Watching;

/// <summary>Reads what a search finds, up to the limit of the run.</summary>
internal static class LogSearch
{
    public static async Task<SearchResponse> ReadAsync(Invocation run, AuditService.AuditServiceClient audit, SearchRequest request)
    {
        var found = new SearchResponse();
        await Paging.ReadAsync(run, async (size, token) =>
        {
            (request.PageSize, request.PageToken) = (size, token);
            var page = await audit.SearchAsync(request, cancellationToken: run.CancellationToken);
            found.Records.AddRange(page.Records);
            found.NextPageToken = page.NextPageToken;
            return (page.Records.Count, page.NextPageToken);
        });
        return found;
    }
}
