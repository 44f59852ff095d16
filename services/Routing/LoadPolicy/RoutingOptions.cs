namespace Referrals.Routing.LoadPolicy;

/// <summary>Where the routing policy is; configuration section <c>Policies</c>.</summary>
internal sealed class RoutingOptions
{
    /// <summary>A policy file, or a directory of nothing but its versions, <c>*.yaml</c>. The shipped policy when empty.</summary>
    public string Routing { get; set; } = "";

    public string Path => Routing.Length > 0 ? System.IO.Path.GetFullPath(Routing) : System.IO.Path.Combine(AppContext.BaseDirectory, "policies", "routing");
}
