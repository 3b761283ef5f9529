/** Mail to people, kept until it is sent: by SMTP, or into a folder where there is no mail server. */
@NullMarked
package io.miniredis.auth.mail;

import org.jspecify.annotations.NullMarked;
