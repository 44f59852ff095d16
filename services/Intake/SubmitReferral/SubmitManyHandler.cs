using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Hosting;
using Referrals.Platform.Limits;

namespace Referrals.Intake.SubmitReferral;

/// <summary>
/// Submits what comes on a stream, some at a time, and answers each item when it is stored. The next item is read when there
/// is room for it, and answers are written as fast as they are taken, so neither side can flood the other.
/// </summary>
public sealed class SubmitManyHandler(SubmitHandler submit, CallLimits limits, ILogger<SubmitManyHandler> logger)
{
    private const int AtOnce = 8;

    public async Task RunAsync(
        IAsyncStreamReader<SubmitManyRequest> items, IServerStreamWriter<SubmitManyResponse> results, Principal principal, CancellationToken cancellationToken)
    {
        using var writing = new SemaphoreSlim(1, 1);
        var options = new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(items.ReadAllAsync(cancellationToken), options, async (item, token) =>
        {
            SubmitManyResponse result;
            using (await limits.EnterItemAsync(principal, token))
                result = await SubmitAsync(item, principal, token);
            await writing.WaitAsync(token);
            try
            {
                await results.WriteAsync(result, token);
            }
            finally
            {
                writing.Release();
            }
        });
    }

    private async Task<SubmitManyResponse> SubmitAsync(SubmitManyRequest item, Principal principal, CancellationToken cancellationToken)
    {
        try
        {
            CallInterceptor.CheckShape(item);
            if (item.ItemNumber < 0)
                return Refused(item, Refusal.Invalid("itemNumber", "must not be negative", "OUT_OF_RANGE"));
            var result = await submit.SubmitAsync(item.RequestId, item.Referral, principal, cancellationToken);
            return result.IsRefused
                ? Refused(item, result.Refusal!)
                : new SubmitManyResponse { ItemNumber = item.ItemNumber, Receipt = result.Value.Receipt, DuplicateOfEarlier = result.Value.DuplicateOfEarlier };
        }
        catch (RefusedException exception)
        {
            return Refused(item, exception.Refusal);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            logger.ItemFailed(item.ItemNumber, exception.GetType().Name);
            return Refused(item, Unavailability.Is(exception)
                ? new Refusal(StatusCode.Unavailable, "STORE_AWAY", "the exchange cannot store it just now; send it again")
                : new Refusal(StatusCode.Internal, "FAILED", "the item failed; the exchange's log says why"));
        }
    }

    private static SubmitManyResponse Refused(SubmitManyRequest item, Refusal refusal)
    {
        var error = new ItemError { Code = (int)refusal.Code, Message = refusal.Text, Reason = refusal.Fields.Count > 0 && refusal.Code == StatusCode.InvalidArgument ? "" : refusal.Reason };
        error.Violations.AddRange(refusal.Fields.Select(field => new FieldViolation { Field = field.Field, Description = field.Description, Reason = field.Reason }));
        return new SubmitManyResponse { ItemNumber = item.ItemNumber, Error = error };
    }
}
