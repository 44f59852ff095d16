using Grpc.Core;

namespace Referrals.Grpc.Tests.Api;

public sealed class CallOptionsTests
{
    [Fact]
    public void Options_are_empty_unless_set()
    {
        var options = new CallOptions();

        Assert.Null(options.Headers);
        Assert.Null(options.Deadline);
        Assert.False(options.CancellationToken.CanBeCanceled);
        Assert.Null(options.WriteOptions);
        Assert.Null(options.PropagationToken);
        Assert.Null(options.Credentials);
        Assert.False(options.IsWaitForReady);
    }

    [Fact]
    public void Each_change_is_made_on_a_copy_that_keeps_the_rest()
    {
        using var source = new CancellationTokenSource();
        var headers = new Metadata();
        var deadline = new DateTime(2026, 11, 22, 0, 0, 0, DateTimeKind.Utc);
        var write = new WriteOptions(WriteFlags.NoCompress);
        var credentials = CallCredentials.FromInterceptor((_, _) => Task.CompletedTask);
        var before = new CallOptions();

        var after = before
            .WithHeaders(headers)
            .WithDeadline(deadline)
            .WithCancellationToken(source.Token)
            .WithWriteOptions(write)
            .WithCredentials(credentials)
            .WithWaitForReady();

        Assert.Same(headers, after.Headers);
        Assert.Equal(deadline, after.Deadline);
        Assert.Equal(DateTimeKind.Utc, after.Deadline!.Value.Kind);
        Assert.Equal(source.Token, after.CancellationToken);
        Assert.Same(write, after.WriteOptions);
        Assert.Same(credentials, after.Credentials);
        Assert.True(after.IsWaitForReady);
        Assert.False(after.WithWaitForReady(false).IsWaitForReady);
        Assert.Null(before.Headers);
        Assert.False(before.IsWaitForReady);
    }

    [Fact]
    public void Defaults_of_the_small_options_are_plain()
    {
        Assert.Equal(default, WriteOptions.Default.Flags);
        Assert.True(ContextPropagationOptions.Default.IsPropagateDeadline);
        Assert.True(ContextPropagationOptions.Default.IsPropagateCancellation);
    }
}
