using System.Net.Http.Headers;
using System.Xml.Linq;

namespace TuroEzpass.AppHost.Grounds;

/// <summary>CloudFormation's query API at an emulator, which checks no signature. The AWS client is not available on every package feed.</summary>
internal sealed class EmulatedCloudFormation : IDisposable
{
    private readonly HttpClient client;

    /// <summary>Creates a client for an emulator.</summary>
    public EmulatedCloudFormation(Uri emulator, string region)
    {
        client = new HttpClient { BaseAddress = emulator };
        // The emulator serves every AWS API at one address, and finds the API and the region in the key's scope.
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue(
            "AWS4-HMAC-SHA256", $"Credential=test/20260101/{region}/cloudformation/aws4_request, SignedHeaders=host, Signature=0");
    }

    /// <summary>Creates a stack.</summary>
    /// <returns>Its outputs.</returns>
    /// <exception cref="InvalidOperationException">The emulator refused it; the message is the emulator's.</exception>
    public async Task<IReadOnlyDictionary<string, string>> CreateStackAsync(
        string name, string template, IEnumerable<(string Parameter, string Value)> parameters, CancellationToken cancellation)
    {
        var given = parameters.SelectMany((one, index) => new[]
        {
            KeyValuePair.Create($"Parameters.member.{index + 1}.ParameterKey", one.Parameter),
            KeyValuePair.Create($"Parameters.member.{index + 1}.ParameterValue", one.Value),
        });
        await AskAsync("CreateStack", [KeyValuePair.Create("StackName", name), KeyValuePair.Create("TemplateBody", template), .. given], cancellation);
        var described = await AskAsync("DescribeStacks", [KeyValuePair.Create("StackName", name)], cancellation);
        var outputs = Named(described, "Outputs").SelectMany(outputs => outputs.Elements())
            .ToDictionary(output => Named(output, "OutputKey").Single().Value, output => Named(output, "OutputValue").Single().Value, StringComparer.Ordinal);
        return outputs.Count > 0 ? outputs : throw new InvalidOperationException($"The stack {name} has no outputs: {described}");
    }

    /// <inheritdoc />
    public void Dispose() => client.Dispose();

    private async Task<XElement> AskAsync(string action, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken cancellation)
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("Action", action), KeyValuePair.Create("Version", "2010-05-15"), .. fields]);
        using var answer = await client.PostAsync(new Uri("/", UriKind.Relative), form, cancellation);
        var text = await answer.Content.ReadAsStringAsync(cancellation);
        return answer.IsSuccessStatusCode ? XElement.Parse(text) : throw new InvalidOperationException($"{action}: {(int)answer.StatusCode} {text}");
    }

    private static IEnumerable<XElement> Named(XElement within, string name) => within.Descendants().Where(element => element.Name.LocalName == name);
}
