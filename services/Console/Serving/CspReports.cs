using System.Diagnostics.Metrics;

namespace Referrals.Console.Serving;

/// <summary>Counts what browsers report to have been kept from loading or running. A console that is well has none.</summary>
internal static class CspReports
{
    public const string Path = "/csp-reports";
    private const int LongestReport = 16 * 1024;
    private static readonly Meter Meter = new("Referrals.Console");
    private static readonly Counter<long> Reports = Meter.CreateCounter<long>("referrals.console.csp_reports", "{report}", "Violations of the Content-Security-Policy that browsers reported");

    public static void MapCspReports(this WebApplication app) => app.MapPost(Path, (HttpContext context, ILoggerFactory logs) =>
    {
        if (context.Request.ContentLength is null or > LongestReport)
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);

        // What a report says comes from a browser that may be anybody's: it is counted and not read.
        Reports.Add(1);
        logs.CreateLogger(typeof(CspReports)).PolicyViolated();
        return Results.NoContent();
    });
}
