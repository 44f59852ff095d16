using Google.Rpc;
using Grpc.Core;
using Referrals.Platform.Commands;
using Xunit;

namespace Referrals.Intake.Tests.Building;

/// <summary>A refused call, with the details that came with its status.</summary>
internal sealed record Refused(RpcException Exception)
{
    public StatusCode Code => Exception.StatusCode;

    public string Reason => Detail<ErrorInfo>(ErrorInfo.Descriptor).Type;

    public IReadOnlyDictionary<string, string> Metadata => Detail<ErrorInfo>(ErrorInfo.Descriptor).Metadata.ToDictionary();

    public RetryInfo Retry => Detail<RetryInfo>(RetryInfo.Descriptor);

    public IReadOnlyList<(string Field, string Reason)> Fields =>
        [.. Detail<BadRequest>(BadRequest.Descriptor).FieldViolations.Select(RefusalStatus.ToFieldError).Select(error => (error.Field, error.Reason))];

    public static async Task<Refused> ByAsync(Func<Task> call) => new(await Assert.ThrowsAsync<RpcException>(call));

    public static Task<Refused> ByAsync<T>(AsyncUnaryCall<T> call) => ByAsync(() => call.ResponseAsync);

    private T Detail<T>(Google.Protobuf.Reflection.MessageDescriptor descriptor)
        where T : Google.Protobuf.IMessage, new() =>
        Exception.GetDetails()!.Details.Single(detail => detail.Is(descriptor)).Unpack<T>();
}

internal static class RefusalText
{
    /// <summary>Everything that a caller can read of a refusal.</summary>
    public static string GetText(this RpcException exception) => $"{exception.Status.Detail} {exception.GetDetails()}";
}
