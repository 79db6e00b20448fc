using Azure.Core;
using Azure.Core.Pipeline;

namespace Azure.Data.Tables.Rest;

/// <summary>Puts the shared access signature into the query of each attempt; it may have been renewed since the last one.</summary>
internal sealed class SasPolicy(AzureSasCredential credential) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var uri = message.Request.Uri;
        var signature = credential.Signature.TrimStart('?');
        var query = uri.Query ?? "";
        if (message.TryGetProperty(typeof(SasPolicy), out var earlier) && earlier is string old)
        {
            uri.Query = query.Replace(old, signature, StringComparison.Ordinal);
        }
        else
        {
            uri.Query = query.Length <= 1 ? "?" + signature : query + "&" + signature;
        }
        message.SetProperty(typeof(SasPolicy), signature);
    }
}
