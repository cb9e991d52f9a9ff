#pragma once
#include <curl/curl.h>

// curl_easy_setopt and curl_easy_getinfo take any number of arguments, which Swift cannot give.

static inline CURLcode forme_curl_set_number(CURL *line, CURLoption option, long value) {
  return curl_easy_setopt(line, option, value);
}

static inline CURLcode forme_curl_set_text(CURL *line, CURLoption option, const char *value) {
  return curl_easy_setopt(line, option, value);
}

static inline CURLcode forme_curl_set_place(CURL *line, CURLoption option, const void *value) {
  return curl_easy_setopt(line, option, value);
}

static inline CURLcode forme_curl_set_size(CURL *line, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(line, option, value);
}

typedef size_t (*forme_curl_sink)(char *, size_t, size_t, void *);

static inline CURLcode forme_curl_set_sink(CURL *line, CURLoption option, forme_curl_sink sink) {
  return curl_easy_setopt(line, option, sink);
}

static inline long forme_curl_status(CURL *line) {
  long status = 0;
  curl_easy_getinfo(line, CURLINFO_RESPONSE_CODE, &status);
  return status;
}
