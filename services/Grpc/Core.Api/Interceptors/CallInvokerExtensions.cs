namespace Grpc.Core.Interceptors;

/// <summary>Puts interceptors around an invoker.</summary>
public static class CallInvokerExtensions
{
    /// <summary>Runs the interceptor around every call.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Interceptor interceptor)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptor);
        return new InterceptingCallInvoker(invoker, interceptor);
    }

    /// <summary>Runs the interceptors around every call, the first one outermost.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, params Interceptor[] interceptors)
    {
        ArgumentNullException.ThrowIfNull(invoker);
        ArgumentNullException.ThrowIfNull(interceptors);
        return interceptors.Reverse().Aggregate(invoker, (inner, interceptor) => inner.Intercept(interceptor));
    }

    /// <summary>Changes the headers of every call; the function may change its argument or return another.</summary>
    public static CallInvoker Intercept(this CallInvoker invoker, Func<Metadata, Metadata> interceptor)
    {
        ArgumentNullException.ThrowIfNull(interceptor);
        return invoker.Intercept(new RewritingInterceptor(
            (host, options) => (host, options.WithHeaders(interceptor(options.Headers ?? [])))));
    }
}
