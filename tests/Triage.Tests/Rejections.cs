using Google.Rpc;
using Grpc.Core;
using Referrals.Platform.Commands;

namespace Referrals.Triage.Tests;

/// <summary>What a refusal says beside its status.</summary>
internal static class Rejections
{
    public static string Reason(this RpcException exception) => Info(exception).Type;

    public static IDictionary<string, string> Metadata(this RpcException exception) => Info(exception).Metadata;

    public static List<string> Fields(this RpcException exception) =>
        [.. exception.GetDetails()!.Details.Where(detail => detail.Is(BadRequest.Descriptor)).SelectMany(detail => detail.Unpack<BadRequest>().FieldViolations).Select(v => v.Field)];

    private static ErrorInfo Info(RpcException exception) => exception.GetDetails()!.Details.Single(detail => detail.Is(ErrorInfo.Descriptor)).Unpack<ErrorInfo>();
}
