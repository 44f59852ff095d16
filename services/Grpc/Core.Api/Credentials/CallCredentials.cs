namespace Grpc.Core;

/// <summary>Credentials that travel with each call.</summary>
public abstract class CallCredentials
{
    /// <summary>Several at once, applied in order; two or more.</summary>
    public static CallCredentials Compose(params CallCredentials[] credentials) => new Composite(credentials);

    /// <summary>Credentials that a function adds to the headers.</summary>
    public static CallCredentials FromInterceptor(AsyncAuthInterceptor interceptor) => new FromFunction(interceptor);

    /// <summary>Tells the configurator which kind these are.</summary>
    public abstract void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state);

    private sealed class Composite : CallCredentials
    {
        private readonly CallCredentials[] _credentials;

        public Composite(CallCredentials[] credentials)
        {
            ArgumentNullException.ThrowIfNull(credentials);
            if (credentials.Length < 2)
                throw new ArgumentException("Composing takes two or more credentials.", nameof(credentials));

            _credentials = [.. credentials];
        }

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetCompositeCredentials(state, _credentials);
    }

    private sealed class FromFunction : CallCredentials
    {
        private readonly AsyncAuthInterceptor _interceptor;

        public FromFunction(AsyncAuthInterceptor interceptor)
        {
            ArgumentNullException.ThrowIfNull(interceptor);
            _interceptor = interceptor;
        }

        public override void InternalPopulateConfiguration(CallCredentialsConfiguratorBase configurator, object? state) =>
            configurator.SetAsyncAuthInterceptorCredentials(state, _interceptor);
    }
}

/// <summary>Learns of which kind call credentials are.</summary>
public abstract class CallCredentialsConfiguratorBase
{
    /// <summary>They are several.</summary>
    public abstract void SetCompositeCredentials(object? state, IReadOnlyList<CallCredentials> credentials);

    /// <summary>They come from a function.</summary>
    public abstract void SetAsyncAuthInterceptorCredentials(object? state, AsyncAuthInterceptor interceptor);
}
