using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Details = Google.Rpc.Status;
using Status = Grpc.Core.Status;

namespace Referrals.Cli.Tests.Building;

/// <summary>Statuses with details, as the exchange gives them.</summary>
internal static class Refusals
{
    public static RpcException Invalid(params (string Field, string Description)[] violations)
    {
        var request = new BadRequest();
        request.FieldViolations.AddRange(violations.Select(violation => new BadRequest.Types.FieldViolation { Field = violation.Field, Description = violation.Description }));
        return Of(StatusCode.InvalidArgument, "INVALID_ARGUMENT", request);
    }

    public static RpcException Of(StatusCode code, string reason, params IMessage[] more)
    {
        const string Text = "the request is not valid";
        var details = new Details { Code = (int)code, Message = Text };
        details.Details.Add(Any.Pack(new ErrorInfo { Domain = "referrals", Type = reason }));
        details.Details.AddRange(more.Select(Any.Pack));
        return new RpcException(new Status(code, Text), new Metadata { { "grpc-status-details-bin", details.ToByteArray() } });
    }
}
