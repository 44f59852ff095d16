#!/bin/bash
# In a service's container: true when /health/ready answers 200. The image has no HTTP client.
exec 3<>/dev/tcp/127.0.0.1/8080
printf 'GET /health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' >&3
read -r -t 4 -u 3 status
[[ $status == 'HTTP/1.1 200'* ]]
