using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;

namespace Referrals.Testing;

/// <summary>
/// A running RabbitMQ and the way to its virtual hosts, which AMQP itself does not offer. From the environment:
/// <c>REFERRALS_TEST_RABBITMQ</c> (its address with user and password), and either <c>REFERRALS_TEST_RABBITMQ_DIRECTORY</c> (the
/// directory in which <c>servers.sh</c> started it) or <c>REFERRALS_TEST_RABBITMQ_MANAGEMENT</c> (the address of its management API).
/// </summary>
internal sealed record Broker(Uri Address, Func<string, Task> AddVirtualHost, Func<string, Task> RemoveVirtualHost)
{
    private const string Variable = "REFERRALS_TEST_RABBITMQ";

    public static async Task<Broker> StartAsync(LocalServers servers) =>
        Of(new Uri(await servers.RunAsync("start", "rabbitmq")), servers);

    public static async Task<Broker> FromEnvironmentOrStartAsync()
    {
        if (Environment.GetEnvironmentVariable(Variable) is not { Length: > 0 } address)
        {
            return await StartAsync(await LocalServers.CreateAsync());
        }

        if (Environment.GetEnvironmentVariable($"{Variable}_DIRECTORY") is { Length: > 0 } directory)
        {
            return Of(new Uri(address), new LocalServers(directory));
        }

        var management = Environment.GetEnvironmentVariable($"{Variable}_MANAGEMENT")
            ?? throw new InvalidOperationException($"With {Variable} goes {Variable}_DIRECTORY or {Variable}_MANAGEMENT.");
        return Of(new Uri(address), new Uri(management));
    }

    private static Broker Of(Uri address, LocalServers servers) =>
        new(address, name => servers.RunAsync("add-vhost", name), name => servers.RunAsync("remove-vhost", name));

    private static Broker Of(Uri address, Uri management)
    {
        var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(address.UserInfo)));
        var user = Uri.UnescapeDataString(address.UserInfo.Split(':')[0]);
        var client = new HttpClient { BaseAddress = management };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        var everything = new { configure = ".*", write = ".*", read = ".*" };
        return new Broker(
            address,
            async name =>
            {
                (await client.PutAsync(new Uri($"api/vhosts/{name}", UriKind.Relative), null)).EnsureSuccessStatusCode();
                (await client.PutAsJsonAsync($"api/permissions/{name}/{user}", everything)).EnsureSuccessStatusCode();
            },
            async name => (await client.DeleteAsync(new Uri($"api/vhosts/{name}", UriKind.Relative))).EnsureSuccessStatusCode());
    }
}
