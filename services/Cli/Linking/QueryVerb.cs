using System.CommandLine;
using Referrals.Cli.CommandLine;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Matching.V1;

namespace Referrals.Cli.Linking;

/// <summary><c>query TYPE VALUE --reason CODE --reference TEXT</c></summary>
internal static class QueryVerb
{
    private static readonly Argument<IdentifierType> Type = Options.EnumArgument<IdentifierType>("TYPE", "What it is");
    private static readonly Argument<string> Value = Options.Id("VALUE", "The identifier");
    private static readonly Option<string?> Service = Options.Text("--service", "NAME", "The service or issuer that it belongs to");
    private static readonly Option<HashAlgorithm?> Algorithm = Options.OneOf<HashAlgorithm>("--algorithm", "Of a file's hash");
    private static readonly Option<string?> DeviceIdType = Options.Text("--device-id-type", "NAME", "Of a device: imei, idfa, …, as it was reported");
    private static readonly Option<string?> DocumentType = Options.Text("--document-type", "NAME", "Of a document: passport, …, as it was reported");
    private static readonly Option<string[]> Countries = Options.Texts("--country", "CC", "Where a national telephone number is from");
    private static readonly Option<QueryReason?> Reason = Options.OneOf<QueryReason>("--reason", "Why", required: true);
    private static readonly Option<string> Reference = Options.RequiredText("--reference", "TEXT", "Your own reference; shown to whoever is found");

    public static Command Create() => Verb.Create(
        "query",
        "Whether another agency has reported an identifier, and whom to call; they are told that you asked (agency)",
        [Type, Value, Service, Algorithm, DeviceIdType, DocumentType, Countries, Reason, Reference],
        async run =>
        {
            var clients = await run.CallAsync();
            var request = new QueryIdentifierRequest
            {
                RequestId = run.RequestId(),
                Identifier = new Identifier
                {
                    Type = run.Get(Type),
                    Value = run.Get(Value),
                    Service = run.Get(Service) ?? "",
                    Algorithm = run.Get(Algorithm),
                    DeviceIdType = run.Get(DeviceIdType) ?? "",
                    DocumentType = run.Get(DocumentType) ?? "",
                },
                Reason = run.Get(Reason),
                AgencyReference = run.Get(Reference)!,
            };
            request.Countries.AddRange(run.Get(Countries));
            var response = await clients.Matching.QueryIdentifierAsync(request, cancellationToken: run.CancellationToken);
            return run.Show(response, console =>
            {
                console.Line(response.Hit ? "Another agency has reported it. Call:" : "No other agency has reported it.");
                var table = Tables.Of("Agency", "Name", "Contact");
                foreach (var contact in response.Contacts)
                    table.Row(contact.AgencyId, contact.DisplayName, contact.Contact);
                if (response.Hit)
                    console.Write(table);
                console.Line($"Recorded as {response.QueryId}; {response.Remaining} left in this hour.");
            });
        });
}
