using Google.Rpc;
using Grpc.Core;
using Referrals.Platform.Commands;

namespace Referrals.Identity.Tests.Accounts;

internal static class RefusedFields
{
    /// <summary>The fields that a refusal names.</summary>
    public static IEnumerable<string> FieldNames(this RpcException exception) =>
        exception.GetDetails()!.Details.Single(detail => detail.Is(BadRequest.Descriptor)).Unpack<BadRequest>().FieldViolations.Select(violation => violation.Field);
}
