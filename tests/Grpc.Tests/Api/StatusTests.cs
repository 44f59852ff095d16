using Grpc.Core;

namespace Referrals.Grpc.Tests.Api;

public sealed class StatusTests
{
    /// <summary>The packages hold the numbers, not the names: a wrong one would not show anywhere else.</summary>
    [Fact]
    public void Numbers_are_those_of_the_protocol()
    {
        Assert.Equal(
            [
                (0, "OK"), (1, "Cancelled"), (2, "Unknown"), (3, "InvalidArgument"), (4, "DeadlineExceeded"), (5, "NotFound"),
                (6, "AlreadyExists"), (7, "PermissionDenied"), (8, "ResourceExhausted"), (9, "FailedPrecondition"), (10, "Aborted"),
                (11, "OutOfRange"), (12, "Unimplemented"), (13, "Internal"), (14, "Unavailable"), (15, "DataLoss"),
                (16, "Unauthenticated"),
            ],
            Enum.GetValues<StatusCode>().Select(code => ((int)code, code.ToString())));
        Assert.Equal(["Unary", "ClientStreaming", "ServerStreaming", "DuplexStreaming"], Enum.GetNames<MethodType>());
        Assert.Equal(["Idle", "Connecting", "Ready", "TransientFailure", "Shutdown"], Enum.GetNames<ConnectivityState>());
        Assert.Equal([1, 2], Enum.GetValues<WriteFlags>().Select(flag => (int)flag));
    }

    [Fact]
    public void A_status_writes_itself_out()
    {
        Assert.Equal("Status(StatusCode=\"OK\", Detail=\"\")", Status.DefaultSuccess.ToString());
        Assert.Equal("Status(StatusCode=\"Cancelled\", Detail=\"\")", Status.DefaultCancelled.ToString());
        Assert.Equal(
            "Status(StatusCode=\"Internal\", Detail=\"No.\", DebugException=\"System.InvalidOperationException: Why.\")",
            new Status(StatusCode.Internal, "No.", new InvalidOperationException("Why.")).ToString());
    }

    [Fact]
    public void Equal_values_are_equal() =>
        Assert.Equal(new Status(StatusCode.NotFound, "x"), new Status(StatusCode.NotFound, "x"));

    [Fact]
    public void An_exception_carries_status_trailers_and_cause()
    {
        var cause = new InvalidOperationException("Why.");
        var status = new Status(StatusCode.Aborted, "Lost.", cause);
        var trailers = new Metadata { { "a", "1" } };

        var plain = new RpcException(status);
        var full = new RpcException(status, trailers, "Message.");

        Assert.Equal(status, plain.Status);
        Assert.Equal(StatusCode.Aborted, plain.StatusCode);
        Assert.Equal(status.ToString(), plain.Message);
        Assert.Same(cause, plain.InnerException);
        Assert.Same(Metadata.Empty, plain.Trailers);
        Assert.Equal("Other.", new RpcException(status, "Other.").Message);
        Assert.Same(trailers, full.Trailers);
        Assert.Equal("Message.", full.Message);
        Assert.Throws<ArgumentNullException>(() => new RpcException(status, (Metadata)null!));
    }
}
